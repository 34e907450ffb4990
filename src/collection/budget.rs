//! How much of a definition may be copied to those who use it. What is beyond that is not read, and
//! is said once.

/// What is left to copy, in about bytes; none once something was refused.
#[derive(Debug)]
pub(super) struct Budget(Option<usize>);

/// Whether something may be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spent {
    /// It may.
    Yes,
    /// It is the first that may not, which has to be said.
    FirstRefused,
    /// Neither may it.
    Refused,
}

impl Budget {
    /// A budget from which nothing was taken.
    pub(super) fn new(most: usize) -> Self {
        Self(Some(most))
    }

    /// Takes from what is left.
    pub(super) fn spend(&mut self, cost: usize) -> Spent {
        let Some(left) = self.0 else { return Spent::Refused };
        self.0 = left.checked_sub(cost);
        if self.0.is_some() { Spent::Yes } else { Spent::FirstRefused }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_refusal_is_told_apart_even_where_nothing_was_left() {
        let mut budget = Budget::new(3);
        let spent: Vec<Spent> = [2, 1, 1, 0].map(|cost| budget.spend(cost)).to_vec();
        assert_eq!(spent, [Spent::Yes, Spent::Yes, Spent::FirstRefused, Spent::Refused]);
    }
}
