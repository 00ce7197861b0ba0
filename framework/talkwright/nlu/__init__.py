"""Understanding: a message's text becomes an Utterance, by a pipeline of components that learnt from examples.

examples     what is learnt from             registry    names in config.yml -> components
component    what a component is             pipeline    components in a row: fit, parse, save, load
words        where a text's words are        payload     /intent{"entity": "value"}, which needs no guessing
phrases      many word lists found at once   softmax     the regression behind the intent classifier
"""
