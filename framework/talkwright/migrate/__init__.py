"""From the files of older Rasas to current ones, and from rules and stories to flows.

The rule: text comes in, text goes out, and with it notes that say what became of what, and what could not be. A YAML
file is changed where it has to be and stays as it is everywhere else; what was markdown or JSON is written anew. Python
is read and never run. Only ``folder`` and ``write`` touch the disk.

    folder, write   the bot's files on the disk
    project         all files of a bot, old -> new
    domain, config  YAML whose words have changed; ``old_domain`` is what a domain said
    nlu_*, stor*    training data that was markdown or JSON
    form_actions    forms that were Python
    to_flows        rules, forms and stories as flows: ``told`` reads them, ``plan_flows`` says which can be
"""
