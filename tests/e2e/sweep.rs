//! Nothing is left behind: whatever became of the jobs, when time has passed there is nothing but what somebody can reach;
//! and what one layer of deleting leaves, the next one catches.

mod books;
mod crowd;
mod fates;
mod house;
mod layers;

use libtest_mimic::Trial;

use crate::trial::own;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        own(crowd::when_time_has_passed_nothing_is_left_that_nobody_can_reach),
        own(house::nobody_has_to_ask_for_the_sweep),
        own(layers::what_one_layer_leaves_the_next_one_catches),
    ]
}
