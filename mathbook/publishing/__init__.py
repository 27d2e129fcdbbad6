"""The publishing engine: chapters to one evaluation, and that to everything else.

Data flows one way::

    parsers      Markdown -> Chapter
    evaluation   Chapter -> Evaluation   (evaluator.py in a child of processes/)
    render       Chapter + Evaluation -> ordinary Markdown
    mkdocs_plugin, pytest_plugin, cli    thin adapters; none decides anything

The engine knows nothing of mathematics for machine learning: any book may use it.
"""
