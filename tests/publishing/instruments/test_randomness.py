"""Unseeded randomness fails, wherever it comes from; seeded randomness passes."""

from collections.abc import Callable

import pytest

from mathbook.publishing.evaluation import Evaluation

EvaluateText = Callable[..., Evaluation]


def block(code: str) -> str:
    return f"```python\n{code}\n```\n"


UNSEEDED = [
    "import numpy as np\nnp.random.rand()",
    "import numpy as np\nnp.random.shuffle([1, 2, 3])",
    "import numpy as np\nnp.random.bytes(2)",
    "import numpy as np\nnp.random.RandomState()",
    "import numpy as np\nnp.random.RandomState(None)",
    "import numpy as np\nnp.random.RandomState(); np.random.RandomState(0)",
    "import numpy as np\nnp.random.default_rng()",
    "import numpy as np\nnp.random.default_rng(None)",
    "import numpy as np\nnp.random.default_rng(seed=None)",
    "import numpy as np\nnp.random.Generator(np.random.PCG64())",
    "import numpy as np\nnp.random.Philox()",
    "import numpy as np\nnp.random.SeedSequence()",
    "import numpy as np\nnp.random.seed()",
    "import numpy as np\nnp.random.seed(None)",
    "import numpy as np; np.random.seed(1)\nnp.random.seed()",
    "from numpy.random import default_rng\ndefault_rng()",
    "from numpy.random import normal\nnormal()",
    "from numpy.random import mtrand\nmtrand.RandomState()",
    "import random\nrandom.random()",
    "from random import random\nrandom()",
    "from random import gauss as draw\ndraw(0, 1)",
    "import random\nrandom.choice('ab')",
    "import random\nrandom.seed()",
    "import random\nrandom.Random()",
    "from random import Random\nRandom(None)",
]
SEEDED = [
    "import numpy as np\nnp.random.seed(0)\nnp.random.rand()",
    "import numpy as np\nnp.random.seed(seed=0)\nnp.random.normal(size=3)",
    "import numpy as np\nnp.random.default_rng(0).normal()",
    "import numpy as np\nnp.random.default_rng(seed=[1, 2]).normal()",
    "import numpy as np\nnp.random.default_rng(np.random.SeedSequence(3)).spawn(2)",
    "import numpy as np\nnp.random.Generator(np.random.PCG64(0)).normal()",
    "import numpy as np\nnp.random.Generator(np.random.MT19937(0)).normal()",
    "import numpy as np\nnp.random.RandomState(np.random.MT19937(0)).normal()",
    "import numpy as np\nnp.random.RandomState(42).normal()",
    "import numpy as np\nnp.random.RandomState(seed=[1, 2]).normal()",
    "import numpy as np, copy, pickle\nstate = np.random.RandomState(1)\n"
    "assert isinstance(state, np.random.RandomState)\n"
    "assert copy.deepcopy(state).rand() == pickle.loads(pickle.dumps(state)).rand()\n"
    "state.seed(2)",
    "import numpy as np, copy\ncopy.deepcopy(np.random.default_rng(0)).normal()",
    "import numpy as np\nnp.random.set_state(np.random.get_state())",
    "import random\nrandom.seed(0)\nrandom.random()",
    "import random\nrandom.seed('a word')\nrandom.shuffle([1, 2])",
    "import random\nrandom.Random(0).random()",
    "import random\nrandom.setstate(random.getstate())",
    "from random import Random, seed, randint\nseed(1)\nRandom(randint(1, 2)).random()",
    "import tempfile\ntempfile.mkdtemp()\ntempfile.NamedTemporaryFile().close()",
    "import concurrent.futures, multiprocessing",
]
MODULE = '''\
"""Seeds.

>>> import random
>>> random.seed(1)
"""


def draw():
    """Draws.

    >>> import random
    >>> random.random() < 2
    True
    """
'''


@pytest.mark.parametrize("code", UNSEEDED)
def test_unseeded_randomness_fails_at_its_line(code: str, evaluate_text: EvaluateText) -> None:
    failures = evaluate_text(block(code)).failures
    assert all("unseeded randomness: " in failure.message for failure in failures)
    assert 3 in {failure.line for failure in failures}


@pytest.mark.parametrize("code", SEEDED)
def test_seeded_randomness_passes(code: str, evaluate_text: EvaluateText) -> None:
    assert evaluate_text(block(code)).failures == []


@pytest.mark.parametrize(
    "code",
    [
        "import random\nrandom.SystemRandom().random()",
        "import secrets\nsecrets.token_hex()",
        "import uuid\nuuid.uuid4()",
    ],
)
def test_randomness_of_the_operating_system_fails_too(
    code: str, evaluate_text: EvaluateText
) -> None:
    failures = evaluate_text(block(code)).failures
    assert [failure.line for failure in failures] == [3]


@pytest.mark.parametrize(
    ("arguments", "passes"), [("", False), ("random_state=1", True)], ids=["none", "seed"]
)
def test_distributions_of_scipy_need_a_random_state(
    arguments: str, passes: bool, evaluate_text: EvaluateText
) -> None:
    code = f"from scipy import stats\nstats.norm.rvs({arguments})"
    assert evaluate_text(block(code)).passed is passes


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\nnp.random.rand()\nnp.random.seed(0)",
        "import random\nrandom.random()\nrandom.seed(0)",
        "from numpy.random.mtrand import _rand as state\nstate.rand()\n"
        "import numpy; numpy.random.seed(0)",
    ],
)
def test_a_seed_after_the_draw_is_too_late(code: str, evaluate_text: EvaluateText) -> None:
    assert not evaluate_text(block(code)).passed


def test_a_session_is_watched_like_a_script(evaluate_text: EvaluateText) -> None:
    text = "```pycon\n>>> import random\n>>> random.random() < 2\nTrue\n```\n"
    assert [failure.line for failure in evaluate_text(text).failures] == [3]


def test_drawing_with_the_seed_of_an_earlier_block_fails_as_a_copied_text(
    evaluate_text: EvaluateText,
) -> None:
    seeds = block("import numpy as np\nnp.random.seed(0)")
    draws = block("import numpy as np\nnp.random.rand()")
    evaluation = evaluate_text(f"{seeds}\n{draws}")
    assert [run.failures for run in evaluation.runs.values()] == [(), ()]
    (failure,) = evaluation.alone[1].failures
    assert failure.message.startswith("this block does not stand alone: unseeded randomness")
    assert evaluate_text(f"{seeds}\n<!-- continues -->\n{draws}").passed


def test_a_docstrings_seed_does_not_serve_the_next_docstring(
    evaluate_text: EvaluateText,
) -> None:
    evaluation = evaluate_text(MODULE, "module.py")
    seeds, draws = (run.failures for run in evaluation.runs.values())
    assert seeds == ()
    assert [failure.line for failure in draws] == [12]


def test_randomness_in_a_function_is_reported_where_it_draws(evaluate_text: EvaluateText) -> None:
    code = "def draw():\n    import random\n    return random.random()\n\ndraw()"
    (failure,) = evaluate_text(block(code)).failures
    assert failure.line == 4
