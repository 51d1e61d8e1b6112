import numpy as np
import pytest

from sim.errors import InputError
from sim.sweep.axes import Levels, Range, read_axes


def test_forms_give_the_values_they_say():
    listed, spaced, drawn, single = read_axes(
        {
            "behaviour.noise": [0.1, "2e-1"],
            "horizon": {"linspace": [10, 30, 3]},
            "behaviour.inertia": {"uniform": [0, 0.3]},
            "behaviour.autonomy.RUS": 0.8,
        },
        "axes",
    )
    assert isinstance(listed, Levels)
    np.testing.assert_array_equal(listed.values, [0.1, 0.2])
    assert isinstance(spaced, Levels)
    np.testing.assert_array_equal(spaced.values, [10.0, 20.0, 30.0])
    assert drawn == Range(name="behaviour.inertia", low=0.0, high=0.3)
    assert isinstance(single, Levels)
    np.testing.assert_array_equal(single.values, [0.8])


def test_nested_names_are_joined():
    axes = read_axes({"behaviour": {"noise": [0.1], "autonomy": {"RUS": {"uniform": [0, 1]}}}}, "axes")
    assert [axis.name for axis in axes] == ["behaviour.noise", "behaviour.autonomy.RUS"]


def test_values_that_are_no_numbers_stay_as_they_are():
    (axis,) = read_axes({"bloc.members": [["RUS", "CHN"], ["RUS", "IND"]]}, "axes")
    assert isinstance(axis, Levels)
    assert axis.values.dtype == object
    assert axis.values[1] == ["RUS", "IND"]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ([], "has no values"),
        ("0.1", "must be a list"),
        (None, "must be a list"),
        ({"linspace": [0, 1]}, r"needs \[first, last, number of values\]"),
        ({"linspace": [0, 1, 2.5]}, "whole number of values"),
        ({"uniform": [1, 1]}, "needs low < high"),
        ({"uniform": [0, float("inf")]}, r"needs \[low, high\]"),
        ({"linspace": [0, 1, 2], "uniform": [0, 1]}, "must be a list"),
    ],
)
def test_a_wrong_form_is_refused_with_its_rule(form, message):
    with pytest.raises(InputError, match=message):
        read_axes({"behaviour.noise": form}, "axes")


def test_axes_must_be_a_mapping():
    with pytest.raises(InputError, match="must map dotted names"):
        read_axes(None, "arms.x.axes")
