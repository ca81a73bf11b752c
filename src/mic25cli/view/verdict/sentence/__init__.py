"""The answer to one question in a sentence: was this target met?"""
