"""Logistic regression by Newton steps: the one fit behind combination, gates, adjustment and answers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
LARGEST = 30.0  # log-odds beyond which a probability no longer changes


def fit_logistic(
    x: Doubles,
    y: Doubles,
    ridge: Doubles,
    *,
    centre: Doubles | None = None,
    weights: Doubles | None = None,
    offsets: Doubles | None = None,
    steps: int = 100,
    tolerance: float = 1e-8,
) -> Doubles:
    """The coefficients, (features,).

    x:       (rows, features); a column of ones where an intercept is wanted
    y:       (rows,) 0 or 1
    ridge:   (features,) pull of each coefficient towards its centre, > 0
    centre:  (features,) where the pull goes and the steps start; zero when not given
    weights: (rows,) importance of each row; offsets: (rows,) log-odds that are given
    """
    middle = np.zeros(x.shape[1]) if centre is None else centre
    importance = np.ones(len(y)) if weights is None else weights
    given = np.zeros(len(y)) if offsets is None else offsets
    theta = middle.copy()
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(given + x @ theta, -LARGEST, LARGEST)))
        gradient = x.T @ ((p - y) * importance) + ridge * (theta - middle)
        hessian = (x * (importance * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        theta = theta - step
        if np.abs(step).max() < tolerance:
            break
    return theta
