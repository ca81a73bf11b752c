"""Progress against targets: pure functions from a book and a question to frozen results.

`evaluate` judges every milestone, `roll_up` counts, `explain` tells how one target
came to its status, `matrix` sets outside verdicts beside it.
"""
