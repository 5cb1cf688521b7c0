#!/usr/bin/env python3
"""CPU seconds of fits by scikit-learn and xgboost, for benchmarks/run training.

usage: training_peers.py TRAIN.csv TEST.csv ROUNDS,DEPTH,RATE,SUBSAMPLE,TREES,MIN_LEAF,EXACT,HIDDEN

The last column of the files is the target; ROUNDS to SUBSAMPLE and EXACT (1 or 0) are boosting's.

Prints lines "learner,cpu_seconds,mean_absolute_error", and what they were made with on standard error. Reading files,
importing and predicting are not in the seconds. Preparation is each learner's own: scaling for the linear and the
neural one, none for trees; missing numbers are imputed where a learner wants none (scikit-learn's trees do).
"""
import os
import sys
import time

for library in ("OMP", "OPENBLAS", "MKL"):  # threads that wait for each other would be counted, too
    os.environ.setdefault(library + "_NUM_THREADS", "1")

import numpy
import sklearn
from sklearn.ensemble import RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

try:
    import xgboost
except ImportError:
    xgboost = None


def learners(settings):
    rounds, depth, rate, subsample, trees, leaf, exact, hidden = settings
    yield "linear", make_pipeline(SimpleImputer(), StandardScaler(), LinearRegression())
    yield "forest", make_pipeline(SimpleImputer(), RandomForestRegressor(int(trees), min_samples_leaf=int(leaf), random_state=1))
    if xgboost is not None:
        yield "xgboost", xgboost.XGBRegressor(
            n_estimators=int(rounds), max_depth=int(depth), learning_rate=rate, subsample=subsample, n_jobs=1,
            tree_method="exact" if exact else "hist", random_state=1)
    yield "mlp", make_pipeline(SimpleImputer(), StandardScaler(), MLPRegressor((int(hidden),), random_state=1))


def main():
    train = numpy.genfromtxt(sys.argv[1], delimiter=",", skip_header=1)
    test = numpy.genfromtxt(sys.argv[2], delimiter=",", skip_header=1)
    settings = [float(text) for text in sys.argv[3].split(",")]
    print("scikit-learn", sklearn.__version__, "xgboost", xgboost.__version__ if xgboost else "absent", file=sys.stderr)
    for name, learner in learners(settings):
        begun = time.process_time()
        learner.fit(train[:, :-1], train[:, -1])
        seconds = time.process_time() - begun
        error = numpy.abs(learner.predict(test[:, :-1]) - test[:, -1]).mean()
        print(f"{name},{seconds:.4f},{error:.6f}", flush=True)


if __name__ == "__main__":
    main()
