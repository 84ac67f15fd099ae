//! Numbers in steps, so that each step has a weight of its own.

/// Steps of a number that grow with it: 0, 1, 2, 3, 4–5, 6–7, 8–11, 12–15, 16–23, and so on.
pub(super) fn log(n: u32) -> u32 {
    if n < 4 {
        return n;
    }
    let bits = n.ilog2();
    2 * bits + (n >> (bits - 1) & 1)
}

/// A share in steps: none, up to 2 %, 5 %, 10 %, 25 %, 50 %, 75 %, 90 %, 98 %, nearly all.
pub(super) fn share(part: u32, all: u32) -> u32 {
    if part == 0 || all == 0 {
        return 0;
    }
    let percent = part as f32 * 100.0 / all as f32;
    [2.0, 5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 98.0].iter().filter(|step| percent > **step).count() as u32 + 1
}

/// A distance between places in steps, with its sign.
pub(super) fn apart(from: usize, to: usize) -> u32 {
    let steps = log(from.abs_diff(to) as u32).min(12);
    if to < from { steps + 16 } else { steps }
}

/// A part of one in so many parts of equal size, the last one of which is one itself.
#[expect(clippy::cast_sign_loss, reason = "no share is negative")]
pub(super) fn parts(share: f32, parts: f32) -> u32 {
    (share * parts) as u32
}

/// A few words as one number.
pub(super) fn joined(words: &[u64]) -> u32 {
    words.iter().fold(0, |sum, word| sum.rotate_left(5) ^ *word as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_grow_with_the_number() {
        let steps: Vec<u32> = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 16, 24, 32].map(log).to_vec();
        assert_eq!(steps, [0, 1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10]);
    }

    #[test]
    fn shares_and_distances_keep_their_ends() {
        assert_eq!(
            [share(0, 9), share(1, 100), share(50, 100), share(100, 100), share(1, 0)],
            [0, 1, 5, 9, 0]
        );
        assert_eq!([apart(5, 5), apart(5, 6), apart(6, 5)], [0, 1, 17]);
    }
}
