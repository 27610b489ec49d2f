//! Faults: everything that can go wrong, how often it does in this world, and how often it did.

use std::collections::BTreeMap;

use crate::random::Random;
use crate::{intake, models};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    CommitFailsBefore,
    /// It is stored, and the caller is told that it is not.
    CommitFailsAfter,
    LoadFails,
    DocumentFails,
    ArmFails,
    AlarmLate,
    AlarmEarly,
    AlarmTwice,
    /// Used up, and nothing ran.
    AlarmLost,
    /// Its runs die before they start, some times, and the platform repeats them.
    AlarmRepeated,
    /// Six runs in a row die: the platform gives up.
    AlarmDeleted,
    /// The object is reset at one of its awaits.
    Evicted,
    VoiceBusy,
    /// Asks for a longer wait than is bearable.
    VoiceBusyForLong,
    /// It was down for others, and is not asked.
    VoiceLeftAlone,
    VoiceRefuses,
    VoiceQuota,
    VoiceHangs,
    VoiceLate,
    /// Paid and spoken, and the caller hears of an error: it asks, and pays, twice.
    VoiceAnswerLost,
    VoiceAnswersNoise,
    VoiceAnswersSilence,
    VoiceAnswersHalf,
    PutFailsBefore,
    PutFailsAfter,
    PutHangs,
    /// Another job of the tenant was faster to keep the same line, said at another pace.
    PutOvertaken,
    GetFails,
    SizeFails,
    ListFails,
    DeleteFailsBefore,
    DeleteFailsAfter,
    /// A write under way when its caller died takes effect later.
    WriteOutlivesCaller,
    ProjectFails,
    ProjectTwice,
    /// An index write is overtaken by those that follow.
    ProjectLate,
    RequestLost,
    /// The request took effect; its client does not know and repeats it.
    AnswerLost,
    SubmitRaces,
    CancelRaces,
    ResumeRaces,
    /// The script is changed, at any moment, and after the end.
    ReviseRaces,
    SkipRaces,
    RetryRaces,
    TrashRaces,
    RestoreRaces,
    PurgeRaces,
    BuryFails,
    /// A runner's claim took effect; it does not know and repeats it.
    ClaimAnswerLost,
    HeartbeatLost,
    /// A runner says nothing until long after its lease.
    RunnerSilent,
    RunnerDies,
    SocketDrops,
    DeployOlder,
    DeployNewer,
    /// Hours in which nothing runs.
    Outage,
    /// The machine sleeps in the middle of a turn, which goes on afterwards.
    Stall,
    /// Older code met a job that only newer code may write.
    EngineRefuses,
    /// A job met code that does not know the engine that took it in.
    EngineUnknown,
    /// The row was not written, and its client asks again.
    ReservationLost,
    /// The row was written, and nobody was told.
    ReservationAnswerLost,
    /// The router dies between two steps of creating a job.
    CreateDies,
    ObjectCallLost,
    ObjectAnswerLost,
    /// Another request uses the client's key.
    KeyTaken,
    /// Others submit as well, for what is left of the quota.
    QuotaRace,
    IntakePaused,
    /// The client does not come back for its answer.
    ClientGivesUp,
    /// A request is repeated between the end of its object and the tombstone.
    SubmitMeetsErasure,
    /// The job's subject is erased, at any moment.
    ErasureRaces,
    ErasureIndexFails,
    ErasureDiesAnnounced,
    ErasureDiesNoted,
    ErasureDiesPurged,
    ErasureDiesDeleted,
    ErasureDiesFinished,
    /// It declines these words, and is paid for that.
    ModelRefuses,
    ModelQuota,
    ModelBusy,
    /// Asks for a longer wait than is bearable.
    ModelBusyForLong,
    /// Overloaded, and not paid.
    ModelBroken,
    /// It was down for others, and is not asked.
    ModelLeftAlone,
    /// Paid and written, and the caller hears of an error.
    ModelAnswerLost,
    ModelHangs,
    ModelLate,
    ModelAnswersProse,
    /// JSON of the right shape, with what the source does not have.
    ModelAnswersUnsound,
    /// The answer ends at its bound.
    ModelCutShort,
    /// No usage is told: the call may have cost the most it can.
    ModelCountsNothing,
    ReserveFailsBefore,
    /// The money is set aside, and nobody was told.
    ReserveFailsAfter,
    /// Other jobs of the tenant spend what is left of its month.
    NeighbourSpends,
    /// The outline is changed, at any moment, and after the end.
    OutlineRaces,
}

impl Fault {
    pub const ALL: [Self; 93] = [
        Self::CommitFailsBefore,
        Self::CommitFailsAfter,
        Self::LoadFails,
        Self::DocumentFails,
        Self::ArmFails,
        Self::AlarmLate,
        Self::AlarmEarly,
        Self::AlarmTwice,
        Self::AlarmLost,
        Self::AlarmRepeated,
        Self::AlarmDeleted,
        Self::Evicted,
        Self::VoiceBusy,
        Self::VoiceBusyForLong,
        Self::VoiceLeftAlone,
        Self::VoiceRefuses,
        Self::VoiceQuota,
        Self::VoiceHangs,
        Self::VoiceLate,
        Self::VoiceAnswerLost,
        Self::VoiceAnswersNoise,
        Self::VoiceAnswersSilence,
        Self::VoiceAnswersHalf,
        Self::PutFailsBefore,
        Self::PutFailsAfter,
        Self::PutHangs,
        Self::PutOvertaken,
        Self::GetFails,
        Self::SizeFails,
        Self::ListFails,
        Self::DeleteFailsBefore,
        Self::DeleteFailsAfter,
        Self::WriteOutlivesCaller,
        Self::ProjectFails,
        Self::ProjectTwice,
        Self::ProjectLate,
        Self::RequestLost,
        Self::AnswerLost,
        Self::SubmitRaces,
        Self::CancelRaces,
        Self::ResumeRaces,
        Self::ReviseRaces,
        Self::SkipRaces,
        Self::RetryRaces,
        Self::TrashRaces,
        Self::RestoreRaces,
        Self::PurgeRaces,
        Self::BuryFails,
        Self::ClaimAnswerLost,
        Self::HeartbeatLost,
        Self::RunnerSilent,
        Self::RunnerDies,
        Self::SocketDrops,
        Self::DeployOlder,
        Self::DeployNewer,
        Self::Outage,
        Self::Stall,
        Self::EngineRefuses,
        Self::EngineUnknown,
        Self::ReservationLost,
        Self::ReservationAnswerLost,
        Self::CreateDies,
        Self::ObjectCallLost,
        Self::ObjectAnswerLost,
        Self::KeyTaken,
        Self::QuotaRace,
        Self::IntakePaused,
        Self::ClientGivesUp,
        Self::SubmitMeetsErasure,
        Self::ErasureRaces,
        Self::ErasureIndexFails,
        Self::ErasureDiesAnnounced,
        Self::ErasureDiesNoted,
        Self::ErasureDiesPurged,
        Self::ErasureDiesDeleted,
        Self::ErasureDiesFinished,
        Self::ModelRefuses,
        Self::ModelQuota,
        Self::ModelBusy,
        Self::ModelBusyForLong,
        Self::ModelBroken,
        Self::ModelLeftAlone,
        Self::ModelAnswerLost,
        Self::ModelHangs,
        Self::ModelLate,
        Self::ModelAnswersProse,
        Self::ModelAnswersUnsound,
        Self::ModelCutShort,
        Self::ModelCountsNothing,
        Self::ReserveFailsBefore,
        Self::ReserveFailsAfter,
        Self::NeighbourSpends,
        Self::OutlineRaces,
    ];

    /// The highest frequency of a fault, in permille: one that ends most jobs is rare, or nothing else would be seen.
    fn permille_max(self) -> u64 {
        match self {
            Self::VoiceRefuses => 20,
            Self::VoiceQuota | Self::VoiceBusyForLong => 40,
            Self::CommitFailsBefore | Self::CommitFailsAfter | Self::LoadFails => 100,
            Self::AlarmLost | Self::AlarmDeleted | Self::Outage => 200,
            Self::CancelRaces | Self::ReviseRaces | Self::SkipRaces | Self::BuryFails => 999,
            Self::DeleteFailsAfter | Self::TrashRaces | Self::RestoreRaces | Self::PurgeRaces => 600,
            Self::Evicted | Self::SubmitRaces | Self::ResumeRaces | Self::RetryRaces => 700,
            Self::DeleteFailsBefore | Self::DeployOlder | Self::DeployNewer => 900,
            Self::VoiceLeftAlone | Self::EngineRefuses | Self::EngineUnknown => 0,
            // By the number of the world.
            Self::ClaimAnswerLost | Self::HeartbeatLost | Self::RunnerSilent | Self::RunnerDies => 0,
            Self::ReservationLost
            | Self::ReservationAnswerLost
            | Self::CreateDies
            | Self::ObjectCallLost
            | Self::ObjectAnswerLost
            | Self::KeyTaken
            | Self::QuotaRace
            | Self::IntakePaused
            | Self::ClientGivesUp
            | Self::SubmitMeetsErasure
            | Self::ErasureRaces
            | Self::ErasureIndexFails
            | Self::ErasureDiesAnnounced
            | Self::ErasureDiesNoted
            | Self::ErasureDiesPurged
            | Self::ErasureDiesDeleted
            | Self::ErasureDiesFinished => 0,
            Self::ModelRefuses
            | Self::ModelQuota
            | Self::ModelBusy
            | Self::ModelBusyForLong
            | Self::ModelBroken
            | Self::ModelLeftAlone
            | Self::ModelAnswerLost
            | Self::ModelHangs
            | Self::ModelLate
            | Self::ModelAnswersProse
            | Self::ModelAnswersUnsound
            | Self::ModelCutShort
            | Self::ModelCountsNothing
            | Self::ReserveFailsBefore
            | Self::ReserveFailsAfter
            | Self::NeighbourSpends
            | Self::OutlineRaces => 0,
            Self::DocumentFails
            | Self::ArmFails
            | Self::AlarmLate
            | Self::AlarmEarly
            | Self::AlarmTwice
            | Self::AlarmRepeated
            | Self::VoiceBusy
            | Self::VoiceHangs
            | Self::VoiceLate
            | Self::VoiceAnswerLost
            | Self::VoiceAnswersNoise
            | Self::VoiceAnswersSilence
            | Self::VoiceAnswersHalf
            | Self::Stall
            | Self::PutFailsBefore
            | Self::PutFailsAfter
            | Self::PutHangs
            | Self::PutOvertaken
            | Self::GetFails
            | Self::SizeFails
            | Self::ListFails
            | Self::WriteOutlivesCaller
            | Self::ProjectFails
            | Self::ProjectTwice
            | Self::ProjectLate
            | Self::RequestLost
            | Self::AnswerLost
            | Self::SocketDrops => 300,
        }
    }
}

pub(crate) struct Faults {
    permille: BTreeMap<Fault, u64>,
    pub(crate) counts: BTreeMap<Fault, u64>,
}

impl Faults {
    /// Each world has faults of its own: with all of them at once hardly any job would come far.
    pub(crate) fn of_a_world(seed: u64, random: &mut Random) -> Self {
        let share = [0, 100, 300, 600].get(random.below(4) as usize).copied().unwrap_or(0);
        let mut permille = BTreeMap::new();
        for fault in Fault::ALL {
            let max = fault.permille_max();
            if max > 0 && random.chance(share) {
                permille.insert(fault, 1 + random.below(max));
            }
        }
        // By its number: it draws nothing, so that every other seed is the world it has always been.
        if seed % 8 == 3 {
            permille.insert(Fault::VoiceLeftAlone, 100);
        }
        if seed % 8 == 5 {
            let runners = [(Fault::ClaimAnswerLost, 100), (Fault::HeartbeatLost, 100), (Fault::RunnerSilent, 60)];
            permille.extend(runners);
            permille.insert(Fault::RunnerDies, if seed % 16 == 5 { 20 } else { 0 });
        }
        intake::faults_of_a_world(seed, &mut permille);
        models::faults_of_a_world(seed, &mut permille);
        Self { permille, counts: BTreeMap::new() }
    }

    pub(crate) fn none() -> Self {
        Self { permille: BTreeMap::new(), counts: BTreeMap::new() }
    }

    /// From now on all is well, but for what comes after everything else.
    pub(crate) fn heal(&mut self) {
        self.permille.retain(|fault, _| matches!(fault, Fault::DeleteFailsAfter | Fault::BuryFails));
    }

    pub(crate) fn hit(&mut self, fault: Fault, random: &mut Random) -> bool {
        let hit = self.permille.get(&fault).is_some_and(|permille| random.chance(*permille));
        if hit {
            self.count(fault);
        }
        hit
    }

    /// True when the fault is going to happen once, sooner or later; it is counted when it does.
    pub(crate) fn is_due(&self, fault: Fault, random: &mut Random) -> bool {
        self.permille.get(&fault).is_some_and(|permille| random.chance(*permille))
    }

    pub(crate) fn count(&mut self, fault: Fault) {
        *self.counts.entry(fault).or_default() += 1;
    }
}
