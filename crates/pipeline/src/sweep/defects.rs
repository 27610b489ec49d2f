//! Defects: jobs whose leftover files the sweep, or the bucket's rules, had to delete; the last few, for diagnosis.

use std::collections::BTreeMap;

use protocol::{Defect, JobId, Layer, Timestamp};

use crate::limits;

/// Files of one page, by who should not have had to find them and whose they are.
pub(super) type Found = BTreeMap<(Layer, Option<JobId>), u64>;

/// A job that is known already is only told of again.
pub(super) fn note(defects: &mut Vec<Defect>, found: Found, at: Timestamp) {
    for ((layer, job), files) in found {
        tracing::error!(
            ?layer,
            job = job.map(tracing::field::display),
            files,
            "files were found that should not be there"
        );
        let known = defects.iter().position(|defect| (defect.layer, defect.job) == (layer, job));
        let most = known.map(|place| defects.remove(place)).map_or(files, |known| known.files.max(files));
        defects.push(Defect { layer, job, at, files: most });
    }
    let surplus = defects.len().saturating_sub(limits::DEFECTS_MAX);
    defects.drain(..surplus);
}
