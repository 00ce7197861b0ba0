"""Understanding: a message's text becomes an Utterance, by a pipeline of components that learnt from examples.

examples     what is learnt from             registry    names in config.yml -> components
component    what a component is             pipeline    components in a row: fit, parse, save, load
words        where a text's words are        payload     /intent{"entity": "value"}, which needs no guessing
phrases      many word lists found at once   gazetteer   values found in a text, with slips of the hand (spelling)
ngrams       labels by words and pieces of   softmax     the regression behind them, and descent, which fits it
             words: intents, response keys   retrieval   the answers of retrieval intents
crf          tags of words in a row          features    what is seen at a word: with hints, tagging and columns the
roles        which of several an entity has              rest of CRFEntityExtractor
language     which one a message is in, by language_words
"""
