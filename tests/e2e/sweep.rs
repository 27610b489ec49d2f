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
        own(crowd::after_retention_nothing_unreachable_is_left),
        own(house::the_service_sweeps_on_a_timer),
        own(layers::what_one_layer_leaves_the_next_one_catches),
    ]
}
