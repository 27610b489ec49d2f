//! Transitions: [`crate::state::Job::handle`], one file for each group of inputs.

mod cleanup;
mod gate;
mod handle;
mod outcome;
mod revise;
mod trash;
