"""Rasa's components by name: what of ours does their work, which of their options count here, and what differs.

Tables, and nothing else. Names of components and options are Rasa's, of all its versions.
"""

from __future__ import annotations

WORDS = ("WordTokenizer",)
MEANING = ("SentenceEncoder",)
INTENTS = (*MEANING, "IntentClassifier")
PATTERNS = ("RegexEntityExtractor", "LookupEntityExtractor")

SAME: dict[str, tuple[str, ...]] = {
    "WhitespaceTokenizer": WORDS,
    "JiebaTokenizer": WORDS,
    "MitieTokenizer": WORDS,
    "SpacyTokenizer": WORDS,
    "CountVectorsFeaturizer": (),
    "LexicalSyntacticFeaturizer": (),
    "RegexFeaturizer": PATTERNS,
}
"""Rasa's components whose work ours do as a matter of course."""

REPLACED: dict[str, tuple[str, ...]] = {
    "SpacyNLP": (),
    "SpacyFeaturizer": MEANING,
    "MitieNLP": (),
    "MitieFeaturizer": MEANING,
    "ConveRTFeaturizer": MEANING,
    "LanguageModelFeaturizer": MEANING,
    "DIETClassifier": (*INTENTS, "CRFEntityExtractor"),
    "KeywordIntentClassifier": ("NgramClassifier",),
    "LogisticRegressionClassifier": INTENTS,
    "SklearnIntentClassifier": INTENTS,
    "MitieIntentClassifier": INTENTS,
    "EmbeddingIntentClassifier": INTENTS,
    "MitieEntityExtractor": ("CRFEntityExtractor",),
    "SpacyEntityExtractor": (),
    "NLUCommandAdapter": (),
    "LLMCommandGenerator": (),
    "SingleStepLLMCommandGenerator": (),
    "MultiStepLLMCommandGenerator": (),
    "CompactLLMCommandGenerator": (),
    "SearchReadyLLMCommandGenerator": (),
    "IntentBasedRouter": (),
    "LLMBasedRouter": (),
}
"""Rasa's components that something else stands in for, or nothing."""

DONE_BY: dict[str, tuple[str, ...]] = {
    "CountVectorsFeaturizer": ("IntentClassifier",),
    "LexicalSyntacticFeaturizer": ("CRFEntityExtractor",),
    "NLUCommandAdapter": ("flows",),
}
"""Those that need no stand-in, as their work is part of another's, if there is that other."""

STANDS_FOR = {**SAME, **REPLACED}

RENAMED = {
    "ConveRTTokenizer": "WhitespaceTokenizer",
    "DucklingHTTPExtractor": "DucklingEntityExtractor",
    "HFTransformersNLP": "LanguageModelFeaturizer",
    "LanguageModelTokenizer": "WhitespaceTokenizer",
    "NGramFeaturizer": "CountVectorsFeaturizer",
    "nlp_spacy": "SpacyNLP",
    "nlp_mitie": "MitieNLP",
    "tokenizer_whitespace": "WhitespaceTokenizer",
    "tokenizer_jieba": "JiebaTokenizer",
    "tokenizer_mitie": "MitieTokenizer",
    "tokenizer_spacy": "SpacyTokenizer",
    "intent_featurizer_count_vectors": "CountVectorsFeaturizer",
    "intent_featurizer_mitie": "MitieFeaturizer",
    "intent_featurizer_spacy": "SpacyFeaturizer",
    "intent_entity_featurizer_regex": "RegexFeaturizer",
    "intent_classifier_keyword": "KeywordIntentClassifier",
    "intent_classifier_mitie": "MitieIntentClassifier",
    "intent_classifier_sklearn": "SklearnIntentClassifier",
    "intent_classifier_tensorflow_embedding": "EmbeddingIntentClassifier",
    "ner_crf": "CRFEntityExtractor",
    "ner_duckling_http": "DucklingEntityExtractor",
    "ner_mitie": "MitieEntityExtractor",
    "ner_spacy": "SpacyEntityExtractor",
    "ner_synonyms": "EntitySynonymMapper",
}
"""Names that Rasa gave up, and those whose work and options are the same."""

SWITCHES = {
    ("RegexFeaturizer", "LookupEntityExtractor"): "use_lookup_tables",
    ("DIETClassifier", "SentenceEncoder"): "intent_classification",
    ("DIETClassifier", "IntentClassifier"): "intent_classification",
    ("DIETClassifier", "CRFEntityExtractor"): "entity_recognition",
}
"""Options of Rasa's components by which an author turns off what one of ours would do."""

CARRIED = {
    ("RegexFeaturizer", "case_sensitive"): PATTERNS,
    ("RegexFeaturizer", "use_regexes"): ("RegexEntityExtractor",),
}
"""Options of Rasa's components that mean the same at those that stand in, under the same name."""

_NETWORK = """
    epochs hidden_layers_sizes share_hidden_layers transformer_size number_of_transformer_layers
    number_of_attention_heads use_key_relative_attention use_value_relative_attention max_relative_position
    unidirectional_encoder batch_size batch_strategy random_seed learning_rate embedding_dimension dense_dimension
    concat_dimension number_of_negative_examples similarity_type loss_type model_confidence scale_loss
    constrain_similarities maximum_positive_similarity maximum_negative_similarity use_maximum_negative_similarity
    regularization_constant negative_margin_scale connection_density weight_sparsity drop_rate drop_rate_attention
    use_sparse_input_dropout use_dense_input_dropout evaluate_every_number_of_epochs evaluate_on_number_of_examples
    tensorboard_log_directory tensorboard_log_level checkpoint_model featurizers ranking_length
    renormalize_confidences use_masked_language_model run_eagerly use_gpu
"""
_TOKENIZER = "intent_tokenization_flag intent_split_symbol token_pattern"
_TOKENIZERS = {name: _TOKENIZER for name in SAME if name.endswith("Tokenizer")}
_GENERATORS = tuple(name for name in REPLACED if name.endswith("CommandGenerator"))

_THEIRS = {
    **_TOKENIZERS,
    "JiebaTokenizer": f"{_TOKENIZER} dictionary_path",
    "SpacyNLP": "model case_sensitive",
    "MitieNLP": "model",
    "SpacyFeaturizer": "pooling alias",
    "MitieFeaturizer": "pooling alias",
    "ConveRTFeaturizer": "model_url alias",
    "LanguageModelFeaturizer": "model_name model_weights cache_dir alias",
    "RegexFeaturizer": """
        case_sensitive use_lookup_tables use_regexes use_word_boundaries number_additional_patterns alias
    """,
    "CountVectorsFeaturizer": """
        use_shared_vocab analyzer strip_accents stop_words min_df max_df min_ngram max_ngram max_features lowercase
        OOV_token OOV_words use_lemma additional_vocabulary_size alias token_pattern
    """,
    "LexicalSyntacticFeaturizer": "features alias",
    "DIETClassifier": f"{_NETWORK} BILOU_flag split_entities_by_comma intent_classification entity_recognition",
    "EmbeddingIntentClassifier": _NETWORK,
    "KeywordIntentClassifier": "case_sensitive",
    "LogisticRegressionClassifier": "max_iter solver tol random_state ranking_length",
    "SklearnIntentClassifier": "C kernels gamma max_cross_validation_folds scoring_function num_threads",
    "MitieIntentClassifier": "num_threads",
    "MitieEntityExtractor": "num_threads",
    "SpacyEntityExtractor": "dimensions",
    "CRFEntityExtractor": "BILOU_flag features max_iterations L1_c L2_c featurizers split_entities_by_comma",
    "DucklingEntityExtractor": "url dimensions locale timezone timeout",
    "RegexEntityExtractor": "case_sensitive use_lookup_tables use_regexes use_word_boundaries",
    "EntitySynonymMapper": "",
    "ResponseSelector": f"{_NETWORK} retrieval_intent use_text_as_label",
    "FallbackClassifier": "threshold ambiguity_threshold",
    "NLUCommandAdapter": "",
    **dict.fromkeys(_GENERATORS, "llm model_group prompt prompt_template flow_retrieval"),
    "IntentBasedRouter": "nlu_entry calm_entry",
    "LLMBasedRouter": "nlu_entry calm_entry llm prompt",
}
OPTIONS = {name: frozenset(options.split()) for name, options in _THEIRS.items()}
"""The options that Rasa's components have. Of those that have the name of one of ours, too."""

_COUNTED = {
    **dict.fromkeys(_TOKENIZERS, "intent_tokenization_flag intent_split_symbol"),
    "SpacyNLP": "model",
    "RegexFeaturizer": "case_sensitive use_regexes use_lookup_tables",
    "DIETClassifier": "intent_classification entity_recognition",
    "SpacyEntityExtractor": "dimensions",
    "CRFEntityExtractor": "BILOU_flag features",
    "DucklingEntityExtractor": "dimensions locale timezone",
    "RegexEntityExtractor": "case_sensitive use_lookup_tables use_regexes",
    "ResponseSelector": "retrieval_intent",
    "FallbackClassifier": "threshold ambiguity_threshold",
}
COUNTED = {name: frozenset(_COUNTED.get(name, "").split()) for name in OPTIONS}
"""The options of Rasa's components that have an effect here. All others have none."""

DIFFERS = {
    "WhitespaceTokenizer": "Punctuation parts words, and languages without spaces are read by the character.",
    "JiebaTokenizer": "Chinese is read by the character.",
    "RegexFeaturizer": "A pattern that is right often enough in the examples finds entities by itself.",
    "DIETClassifier": "Trained in seconds; confidences are other numbers.",
    "LogisticRegressionClassifier": "Confidences are other numbers.",
    "SklearnIntentClassifier": "Confidences are other numbers.",
    "MitieIntentClassifier": "Confidences are other numbers.",
    "EmbeddingIntentClassifier": "Confidences are other numbers.",
    "KeywordIntentClassifier": "Words and parts of words count, not only whole examples.",
    "SpacyFeaturizer": "Vectors of a sentence encoder are used instead.",
    "MitieFeaturizer": "Vectors of a sentence encoder are used instead.",
    "ConveRTFeaturizer": "Vectors of a sentence encoder are used instead.",
    "LanguageModelFeaturizer": "Vectors of a sentence encoder are used instead.",
    "MitieNLP": "No model of MITIE is used.",
    "SpacyNLP": "Without its model on this machine words are split by WordTokenizer.",
    "SpacyEntityExtractor": "Without a model of spaCy on this machine there is nothing to find names with.",
    "DucklingEntityExtractor": "Built in; no server is asked.",
    "FallbackClassifier": "Look at the threshold anew: confidences are other numbers.",
    "NLUCommandAdapter": "Intents start flows by their nlu_trigger.",
    **dict.fromkeys(_GENERATORS, "No language model is asked; flows start by their nlu_trigger."),
    "IntentBasedRouter": "Flows, rules and stories are all followed by the same assistant.",
    "LLMBasedRouter": "Flows, rules and stories are all followed by the same assistant.",
}
"""What an author may notice."""
