"""Everything that puts a verdict into words.

`status_words` has the words of a status and `status_marks` its signs. `headline` counts the
outcomes of all targets, and `sentence` answers for a single one. `progress` prints `progress_list`
and `progress_tables`, with `progress_notes` above and below, for people and `progress_data` for
machines; `changed_statuses` compares two dates, and `fail_on` reports failures to a CI service.
`explain` prints `explain_text`, in full with `explain_tables`, and `explain_json` for machines.
`card_verdict` makes the lines that are stored with the dataset for cards. `outside_assessments`
shows the verdicts of others beside ours, and `measured_neighbours` the figures of neighbouring
indicators.
"""
