"""Rasa's policies by name: which of ours do their work, which of their options count here, and what differs. Tables."""

from __future__ import annotations

from talkwright.dialogue.policies.learned import NAME as LEARNED
from talkwright.dialogue.policies.memory import AUGMENTED, PLAIN
from talkwright.dialogue.policies.rules import NAME as RULES
from talkwright.dialogue.policies.unlikely import NAME as UNEXPECTED

OURS: dict[str, tuple[str, ...]] = {
    RULES: (RULES,),
    PLAIN: (PLAIN,),
    AUGMENTED: (AUGMENTED,),
    LEARNED: (LEARNED,),
    UNEXPECTED: (UNEXPECTED,),
    "FlowPolicy": ("flows",),
    "IntentlessPolicy": (),
    "EnterpriseSearchPolicy": (),
    "MappingPolicy": (RULES,),
    "FormPolicy": (RULES,),
    "FallbackPolicy": (RULES,),
    "TwoStageFallbackPolicy": (RULES,),
    "KerasPolicy": (LEARNED,),
    "EmbeddingPolicy": (LEARNED,),
    "SklearnPolicy": (LEARNED,),
}
"""What does the work of each; empty where nothing does."""

_LEARNS = "epochs max_history batch_size batch_strategy featurizer constrain_similarities model_confidence random_seed"
_NETWORK = f"""
    {_LEARNS} learning_rate embedding_dimension transformer_size number_of_transformer_layers
    number_of_attention_heads hidden_layers_sizes dense_dimension concat_dimension encoding_dimension drop_rate
    drop_rate_dialogue drop_rate_label drop_rate_attention split_entities_by_comma similarity_type loss_type
    number_of_negative_examples scale_loss regularization_constant use_gpu evaluate_on_number_of_examples
    evaluate_every_number_of_epochs tensorboard_log_directory tensorboard_log_level checkpoint_model ranking_length
    entity_recognition BILOU_flag
"""
_RULES = """
    core_fallback_threshold core_fallback_action_name enable_fallback_prediction restrict_rules
    check_for_contradictions use_nlu_confidence_as_score
"""
_MEMORY = "max_history use_nlu_confidence_as_score"

_THEIRS = {
    RULES: f"{_RULES} max_history",
    PLAIN: _MEMORY,
    AUGMENTED: _MEMORY,
    LEARNED: _NETWORK,
    UNEXPECTED: f"{_NETWORK} tolerance ignore_intents_list",
    "FallbackPolicy": """
        nlu_threshold ambiguity_threshold core_threshold fallback_action_name fallback_core_action_name
    """,
    "TwoStageFallbackPolicy": """
        nlu_threshold ambiguity_threshold core_threshold fallback_core_action_name fallback_nlu_action_name
        deny_suggestion_intent_name
    """,
    "KerasPolicy": f"{_LEARNS} rnn_size validation_split",
    "EmbeddingPolicy": _NETWORK,
    "SklearnPolicy": f"{_LEARNS} shuffle",
}
OPTIONS = {name: frozenset(_THEIRS.get(name, "").split()) | {"priority"} for name in OURS}
"""The options that Rasa's policies have."""

_OLDER = ("KerasPolicy", "EmbeddingPolicy", "SklearnPolicy")
_COUNTED = {
    RULES: _RULES,
    PLAIN: _MEMORY,
    AUGMENTED: _MEMORY,
    UNEXPECTED: "max_history tolerance ignore_intents_list",
    **dict.fromkeys((LEARNED, *_OLDER), "max_history"),
}
COUNTED = {name: frozenset(_COUNTED.get(name, "").split()) for name in OURS}
"""Those that have an effect here."""

_LEARNT = "Another model learns from the stories, in seconds: its confidences are others."
_MIGRATED = "`talkwright migrate` writes what it did as rules."
DIFFERS = {
    LEARNED: _LEARNT,
    UNEXPECTED: "Another model tells what is unlikely: less likely than anywhere that stories have it.",
    "IntentlessPolicy": "No language model is asked.",
    "EnterpriseSearchPolicy": "No documents are searched.",
    "MappingPolicy": _MIGRATED,
    "FormPolicy": "Forms of the domain are active loops.",
    "FallbackPolicy": _MIGRATED,
    "TwoStageFallbackPolicy": _MIGRATED,
    "KerasPolicy": _LEARNT,
    "EmbeddingPolicy": _LEARNT,
    "SklearnPolicy": _LEARNT,
}
"""What an author may notice."""
