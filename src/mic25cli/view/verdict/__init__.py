"""Everything that puts a verdict into words.

`status_words` has the words and `status_marks` the signs of a status; `headline` says what became
of all targets, and `sentence` answers for one. `progress_list` and `progress_tables` are what
`progress` prints for people, `progress_data` for machines; `changed_statuses` and `gate` compare
two dates. `key_facts` is what `explain` prints in short, `explanation` and `target_tables` in
full, and `card_verdict` what is kept with the dataset for cards. `outside_assessments` shows the
verdicts of others beside ours.
"""
