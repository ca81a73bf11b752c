"""Everything that puts a verdict into words.

`status_words` has the words of a status and `status_marks` its signs. `headline` says how all
targets ended, and `sentence` answers for one target. `progress` prints `progress_list` and
`progress_tables` for people and `progress_data` for machines; `changed_statuses`
compares two dates, and `fail_on` reports failures to a CI service. `explain` prints `key_facts` in
short, and `explanation` and `explain_tables` in full. `card_verdict` makes the lines that are
stored with the dataset for cards. `outside_assessments` shows the verdicts of others beside ours.
"""
