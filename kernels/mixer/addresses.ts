// Fixed addresses.

// Tables that the caller fills.
/** f32[4096]: ln(p / (1 - p)) at p = (i + 1/2) / 4096. */
export const STRETCH: usize = 0x1000;
/** f32[3080]: 1 / (1 + exp(-d)) at d = (i - 1536) / 128. */
export const SQUASH: usize = 0x5000;
/** u8[4096]: bin of a probability in 2^-12, 0 to 31. */
export const BINS: usize = 0x8100;
/** u8[256]: grade of the count in a slot, 0 to 7. */
export const GRADES: usize = 0x9200;
/** u32[32]: odd multipliers of the features. */
export const MULTIPLIERS: usize = 0x9300;
/** u32[32]: the features of each context, bit f for feature f. */
export const CONTEXTS: usize = 0x9400;
/** f64[4096]: probabilities of the symbols coded by the last call. */
export const PROBABILITIES: usize = 0xa000;
/** f64[4096]: for each of these symbols, the probability of all symbols below it. */
export const BELOW: usize = 0x36000;

// Scratch.
export const FEATURES: usize = 0x9500;
export const HASHES: usize = 0x9600;
/** An empty bucket. Contexts without a bucket use it for their prediction. */
export const UNSEEN: usize = 0x9a80;
/** i32[12]: -1 for the weight sets, which the final mixers use; 0 for the slow learner and the unused places. */
export const MIXED: usize = 0x9b40;
/** A bucket for the lanes after the last context. Its content affects no result. */
export const SPARE: usize = 0x9b00;

// Experts, 32 bytes each, at most eight: their predictions of the current symbol.
export const EXPERTS: usize = 0x9e00;
export const MATCH: usize = EXPERTS;
export const COPY: usize = EXPERTS + 32;
export const LAG: usize = EXPERTS + 64;
export const NUMBER: usize = EXPERTS + 96;
export const STORED: usize = EXPERTS + 128;
export const STEP: usize = EXPERTS + 160;
// Offset 0: u32, path of the predicted symbol.
/** Number of decisions predicted; 0: none. */
export const EXPERT_DEPTH: usize = 4;
/** Address of its confidence in its current state. */
export const EXPERT_CELL: usize = 8;
export const EXPERT_SYMBOL: usize = 12;

// Views of the next symbols: values that the mixer needs, then a frame of 400 bytes for each chunk on the path of the symbol. A
// frame has the bucket, check word and home bucket of every context, and whether contexts share a bucket.
export const VIEWS: usize = 0x12800;
export const VIEW_BYTES: usize = 0x1600;
/** Number of views, a power of two. */
export const VIEW_NUMBER: i32 = 16;
export const FRAMES: usize = 0x40;
export const FRAME_BYTES: usize = 0x190;
export const CHECKS: usize = 0x80;
export const HOMES: usize = 0x100;
export const SHARED: usize = 0x180;
// u32 each, at the start of a view.
/** The last two symbols. In records, LAST2 is the symbol above. */
export const LAST1: usize = 0;
export const LAST2: usize = 4;
/** Column in the line, 0 to 255; in records, position in the row. */
export const COLUMN: usize = 8;
/** Number of letters in the current word, 0 to 15; in records, position in the unit. */
export const LETTERS: usize = 12;
/** Classes of the last six symbols; in records, `sketch`. */
export const CLASSES: usize = 16;
/** Hash of the last `matchLength` symbols, including the symbol of the view. */
export const HASH: usize = 20;
/** Address of the end of its frames. */
export const FRAMES_END: usize = 24;

/** Upper bits of the hashes of the current word and of the one before: 0 to 4095, 0 to 1023. */
export const WORD_SKETCH: usize = 28;
export const BEFORE_SKETCH: usize = 32;
/** The innermost open bracket or quote, and the indent of the line: 0 to 1023. */
export const NESTING: usize = 36;
/** The symbol that last followed the current word, plus one; 0: none. */
export const FOLLOWER: usize = 40;

/** u32[10], after the frames: addresses of the weights of each set, as far as the symbol determines them. */
export const SETS: usize = 0x1300;
/** u32[32][4], after the sets: addresses of the rows of the probability maps, for each decision on the path of the symbol. */
export const ROWS: usize = 0x1400;
export const ROW_BYTES: usize = 16;
/** u32: address of the end of the rows. */
export const ROWS_END: usize = 44;
/** u32: address of the slot of HASH in the match table. */
export const MATCH_SLOT: usize = 48;

// The decisions on the path of a symbol, 1 KiB each: parts of the prediction that the update needs.
export const DECISIONS: usize = 0x40000;
export const DECISION_BYTES: usize = 0x400;
/** A path has at most 32 decisions. */
export const DECISIONS_END: usize = 0x48000;
// Offset 0: f32[128], the inputs.
/** u32[32]: address of the calibration cell of each context. */
export const CELLS: usize = 0x200;
/** u32[12]: addresses of the weights in use. */
export const SELECTED: usize = 0x280;
/** f32[12]: outputs of the weight sets; 0 for the slow learner and the unused places. */
export const OUTPUTS: usize = 0x2b0;
/** f32[12]: outputs of the weight sets and of the slow learner, as probabilities. */
export const SET_PROBABILITIES: usize = 0x2e0;
/** u32: address of the second final mixer; f32[2]: outputs of the first two final mixers, as probabilities. */
export const FINAL: usize = 0x310;
export const FINAL_PROBABILITIES: usize = 0x314;
/** f32 each: probabilities of a 1 by the fast and the slow learner. */
export const FAST: usize = 0x31c;
export const SLOW: usize = 0x320;
/** u32: index of the slow learner's weights in use. */
export const SLOW_SET: usize = 0x324;
/** u32 each: number of orders seen before; bits of the experts that predict this decision. */
export const HITS: usize = 0x328;
export const ACTIVE: usize = 0x32c;
/** u32[3]: addresses of the nearest knots of the probability maps. */
export const KNOTS: usize = 0x330;
/** u32[4]: addresses of the further final mixers; f32[4]: their outputs as probabilities. */
export const FURTHER: usize = 0x340;
export const FURTHER_PROBABILITIES: usize = 0x350;

/** Offset of the folded code in an entry of the alphabet. */
export const ALPHABET_CODE: usize = 12;

// Moving state, one region that is copied as a whole.
export const MOVING: usize = 0x12000;
export const MOVING_BYTES: usize = 0x280;
/** The moving state after the last learned symbol. */
export const LEARNED_TAIL: usize = 0x12280;
export const SAVED: usize = 0x12500;
export const POSITION: usize = MOVING;
export const SEGMENT: usize = MOVING + 4;
export const WORD: usize = MOVING + 8;
export const WORD_BEFORE: usize = MOVING + 12;
export const WORD_BEFORE_THAT: usize = MOVING + 16;
export const WORD_LENGTH: usize = MOVING + 20;
export const LINE: usize = MOVING + 24;
export const LINE_BEFORE: usize = MOVING + 28;
export const ROLLING: usize = MOVING + 32;
/** Position from which symbols were read. */
export const BEGINNING: usize = MOVING + 36;
export const MATCH_POINTER: usize = MOVING + 40;
export const MATCH_LENGTH: usize = MOVING + 44;
export const COPY_POINTER: usize = MOVING + 48;
export const COPY_RUN: usize = MOVING + 52;
export const COPY_HITS: usize = MOVING + 56;
export const LAG_HITS: usize = MOVING + 60;
export const SHAPE: usize = MOVING + 64;
/** First letter of the current or last word, folded, plus one. */
export const INITIAL: usize = MOVING + 68;
/** Codes of the last four symbols that are neither letters nor gaps, 8 bits each, the last one lowest. */
export const MARKS: usize = MOVING + 72;
/** Number of gaps at the start of the line, at most 255; from bit 8 on, the code of the symbol after them, plus one. */
export const INDENT: usize = MOVING + 76;
/** Codes of the open brackets and quotes, 8 bits each, the innermost one lowest. */
export const OPEN: usize = MOVING + 80;
/** Number of separators in the line so far. */
export const FIELD: usize = MOVING + 84;
/** Hash of the first word of the line. */
export const FIRST_WORD: usize = MOVING + 88;
/** u32[6]: index of the current history in each follower table. */
export const FOLLOWING: usize = MOVING + 92;
/** Position in the line before that corresponds to this one, by fields. */
export const ALIGNED: usize = MOVING + 116;
/** The current line and the fields of the line before, 32 bytes each. */
export const NUMBERS: usize = MOVING + 120;
/** Whether the current field differs so far from the aligned one; after 32 bytes of the line and fourteen fields. */
export const DIFFERS: usize = NUMBERS + 480;

/** u32[32][8][16][32], by context, grade, outcomes, bin: probability of a 1 (22 bits) and count. The caller fills the first 32. */
export const CALIBRATION: usize = 0x50000;
/** u16[4096]: by count and last outcomes as in a slot, the byte offset of their bins in the calibration of a context. */
export const STATES: usize = 0x30000;
/** f32[8][64][4][2]: hit rate and count, by expert, its state and decision (0, 1, 2, later). */
export const CONFIDENCE: usize = 0x48000;
/** Numbers of a line that are followed. */
export const MOST_FIELDS: i32 = 14;
/** What is learned of written numbers: 24 bytes a field of a line; u16[16], symbol of each digit seen last, plus one. */
export const RULES: usize = 0x4c000;
export const DIGITS: usize = 0x4c180;
/** Of written numbers, too: steps, 136 bytes a field, and scratch; limits, 128 bytes; magnitudes of steps, 136 bytes. */
export const STEPS: usize = 0x32000;
export const LIMITS: usize = 0x33000;
export const MAGNITUDES: usize = 0x34000;
/** Stored numbers: u16[2048], each place of a record; u16[256], the symbol of each byte, plus one. */
export const LAYOUT: usize = 0x4c200;
export const SYMBOLS: usize = 0x4d200;
/** Scratch of a revision: u8[2048], steady steps of each place; u8[8206], the last bytes. */
export const STEADY: usize = 0x4d400;
export const STORED_BYTES: usize = 0x4dc00;

// Samples: locations, scales and taps of the next one, predictors of a sample, lowest code of the right part of each node, scores of
// layouts, errors of the last samples.
export const LAWS: usize = 0x28800;
export const VECTOR: usize = 0x28a00;
export const MIDDLES: usize = 0x28d00;
export const SCORES: usize = 0x28e00;
export const RESIDUALS: usize = 0x3e000;
export const HEAP: usize = 0xd0000;
