"""scikeras' estimators as today's scikit-learn wants them: a Keras model that a search can train. Lesson 09.

scikeras (the successor of `keras.wrappers.scikit_learn`) has its last release from 2024. Since then scikit-learn asks
every estimator for its tags: is it a classifier, a regressor, does it need a target? scikeras 0.13 does not answer.
With scikit-learn 1.6, searches, `cross_val_score` and pipelines end in an AttributeError; from 1.7 on they run, but
take a classifier for neither: folds are not stratified, and `scoring="roc_auc"` fails. The classes here answer.

Source: https://scikeras.readthedocs.io, https://scikit-learn.org/stable/developers/develop.html#estimator-tags
"""

from scikeras import wrappers
from sklearn.base import BaseEstimator
from sklearn.utils import ClassifierTags, RegressorTags

PREDICT_ROWS = 4096  # as many rows at once


class _Untraced:
    """Predicts without compiling: one large batch, the same numbers.

    Keras compiles `predict` anew for each model. For the many small models of a search that takes longer than
    predicting, and from the fifth model on TensorFlow warns of it ("retracing").
    """

    def _predict_raw(self, X, **kwargs):
        if "predict__batch_size" not in self.get_params():
            kwargs.setdefault("batch_size", PREDICT_ROWS)
        if not hasattr(self, "model_"):
            return super()._predict_raw(X, **kwargs)  # scikeras says what is missing
        eagerly, self.model_.run_eagerly = self.model_.run_eagerly, True
        try:
            return super()._predict_raw(X, **kwargs)
        finally:
            self.model_.run_eagerly = eagerly


def _tags(self):
    """What scikit-learn asks: classifier or regressor, with a target that is needed."""
    tags = BaseEstimator.__sklearn_tags__(self)  # not super(): scikeras' classes stand in between
    tags.estimator_type = getattr(self, "_estimator_type", None)
    if tags.estimator_type == "classifier":
        tags.classifier_tags = ClassifierTags()
    elif tags.estimator_type == "regressor":
        tags.regressor_tags = RegressorTags()
    tags.target_tags.required = True
    return tags


# On scikeras' own class: scikit-learn 1.6 goes by the first class in the line that has tags of the old kind.
wrappers.BaseWrapper.__sklearn_tags__ = _tags


# Classes of this module, so that a process that is sent one imports it, and with it the line above.
class KerasClassifier(_Untraced, wrappers.KerasClassifier):
    """`scikeras.wrappers.KerasClassifier`, which scikit-learn takes for a classifier."""


class KerasRegressor(_Untraced, wrappers.KerasRegressor):
    """`scikeras.wrappers.KerasRegressor`, which scikit-learn takes for a regressor."""
