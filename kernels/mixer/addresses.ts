// Fixed addresses.

// Tables that the caller fills.
/** f32[4096]: ln(p / (1 - p)) at p = (i + 1/2) / 4096. */
export const STRETCH: usize = 0x1000;
/** f32[3080]: 1 / (1 + exp(-d)) at d = (i - 1536) / 128. */
export const SQUASH: usize = 0x5000;
/** u8[4096]: the bin of a probability among the 32 of a calibration. */
export const BINS: usize = 0x8100;
/** u8[256]: the count of a slot in eight grades. */
export const GRADES: usize = 0x9200;
/** u32[32]: odd multipliers of the features. */
export const MULTIPLIERS: usize = 0x9300;
/** u32[32]: the features each context is made of, bit f for feature f. */
export const CONTEXTS: usize = 0x9400;
/** f64[4096]: probabilities of the symbols coded last. */
export const PROBABILITIES: usize = 0xa000;
/** f64[4096]: those of all symbols before them. */
export const BELOW: usize = 0x36000;

// Scratch.
export const FEATURES: usize = 0x9500;
export const HASHES: usize = 0x9600;
/** An empty bucket: what contexts without one are predicted from. */
export const UNSEEN: usize = 0x9a80;
/** i32[12]: -1 for the sets that final mixers hear, 0 for the slow learner's and what lies behind. */
export const HEARD: usize = 0x9b40;
/** A bucket that is written and never read. */
export const SPARE: usize = 0x9b00;

// Pointer experts, 32 bytes each: what they predict at this symbol.
export const EXPERTS: usize = 0x9e00;
export const MATCH: usize = EXPERTS;
export const COPY: usize = EXPERTS + 32;
export const LAG: usize = EXPERTS + 64;
// The path it predicts is at its beginning.
/** Number of decisions it predicts; 0 when silent. */
export const EXPERT_DEPTH: usize = 4;
/** Address of its confidence in its present state. */
export const EXPERT_CELL: usize = 8;
export const EXPERT_SYMBOL: usize = 12;

// Views of the symbols that come next, each with the chunks on the way to the symbol, 392 bytes each: of every context
// the bucket, its check word, and the bucket where it would be at first; whether contexts share a bucket. Before them:
// further inputs of the network.
export const VIEWS: usize = 0x12800;
export const VIEW_BYTES: usize = 0x1600;
/** Symbols looked at in one go, a power of two. */
export const VIEW_NUMBER: i32 = 16;
export const FRAMES: usize = 0x40;
export const FRAME_BYTES: usize = 0x190;
export const CHECKS: usize = 0x80;
export const HOMES: usize = 0x100;
export const SHARED: usize = 0x180;
// u32 each, at the beginning of a view.
/** The last two symbols. */
export const LAST1: usize = 0;
export const LAST2: usize = 4;
/** Place in the line: 0 to 255. */
export const COLUMN: usize = 8;
/** Symbols of the word so far: 0 to 15. */
export const LETTERS: usize = 12;
/** Classes of the last six symbols. */
export const CLASSES: usize = 16;
/** Hash of as many symbols as a match must have, its own the last. */
export const HASH: usize = 20;
/** Where its chunks end. */
export const FRAMES_END: usize = 24;

/** Some bits of the hashes of the word so far and of the one before: 0 to 4095, 0 to 1023. */
export const WORD_SKETCH: usize = 28;
export const BEFORE_SKETCH: usize = 32;
/** The last mark that was opened, and how far the line is indented: 0 to 1023. */
export const NESTING: usize = 36;
/** What last followed the word so far, plus one; 0 for nothing. */
export const FOLLOWER: usize = 40;

/** u32[10], behind the chunks: addresses of the weights of each set, as far as the symbol decides. */
export const SETS: usize = 0x1300;
/** u32[32][4], behind the sets: at every decision on the way to the symbol, addresses of the rows of the probability maps. */
export const ROWS: usize = 0x1400;
export const ROW_BYTES: usize = 16;
/** u32: where the rows end. */
export const ROWS_END: usize = 44;
/** u32: where the match table says what followed its last symbols. */
export const MATCH_SLOT: usize = 48;

// The decisions on the way to a symbol, 1 KiB each: what each was predicted from, for its update.
export const DECISIONS: usize = 0x40000;
export const DECISION_BYTES: usize = 0x400;
// f32[128]: the inputs, at its beginning.
/** u32[32]: addresses of the calibration of every context. */
export const CELLS: usize = 0x200;
/** u32[12]: addresses of the weights in use. */
export const CHOSEN: usize = 0x280;
/** f32[12]: outputs of the weight sets, 0 for the slow learner's and what lies behind. */
export const OUTPUTS: usize = 0x2b0;
/** f32[12]: the same as probabilities. */
export const STATED: usize = 0x2e0;
/** u32: address of the second final mixer; f32[2]: what both say, as probabilities. */
export const FINAL: usize = 0x310;
export const FINAL_STATED: usize = 0x314;
/** f32: probability that the fast and the slow learner state. */
export const FAST: usize = 0x31c;
export const SLOW: usize = 0x320;
/** u32: which weights the slow learner uses. */
export const SLOW_SET: usize = 0x324;
/** u32: how many orders were seen before, and which experts speak. */
export const HITS: usize = 0x328;
export const SPEAKERS: usize = 0x32c;
/** u32[3]: addresses of the nearest knots of the probability maps. */
export const KNOTS: usize = 0x330;
/** u32[4]: addresses of the further final mixers; f32[4]: what they say, as probabilities. */
export const FURTHER: usize = 0x340;
export const FURTHER_STATED: usize = 0x350;

// What moves. The region is copied as a whole.
export const MOVING: usize = 0x12000;
export const MOVING_BYTES: usize = 0x80;
/** What moved as it was after the last learned symbol. */
export const LEARNED_TAIL: usize = 0x12100;
export const SAVED: usize = 0x12200;
export const POSITION: usize = MOVING;
export const SEGMENT: usize = MOVING + 4;
export const WORD: usize = MOVING + 8;
export const WORD_BEFORE: usize = MOVING + 12;
export const WORD_BEFORE_THAT: usize = MOVING + 16;
export const WORD_LENGTH: usize = MOVING + 20;
export const LINE: usize = MOVING + 24;
export const LINE_BEFORE: usize = MOVING + 28;
export const ROLLING: usize = MOVING + 32;
/** Where reading began. */
export const BEGINNING: usize = MOVING + 36;
export const MATCH_POINTER: usize = MOVING + 40;
export const MATCH_LENGTH: usize = MOVING + 44;
export const COPY_POINTER: usize = MOVING + 48;
export const COPY_RUN: usize = MOVING + 52;
export const COPY_HITS: usize = MOVING + 56;
export const LAG_HITS: usize = MOVING + 60;
export const SHAPE: usize = MOVING + 64;
/** The first letter of the word, plus one. */
export const INITIAL: usize = MOVING + 68;
/** The last symbols that are no letters and no gaps. */
export const MARKS: usize = MOVING + 72;
/** Gaps at the beginning of the line, at most 255, and above 8 bits the symbol after them plus one. */
export const INDENT: usize = MOVING + 76;
/** Opening marks that were not closed, the last one lowest. */
export const OPEN: usize = MOVING + 80;
/** Separators in the line so far. */
export const FIELD: usize = MOVING + 84;
/** The first word of the line. */
export const FIRST_WORD: usize = MOVING + 88;
/** u32[6]: where in its table each history of followers stands. */
export const FOLLOWING: usize = MOVING + 92;

/** The caller fills what one grade and one set of outcomes begin with. u32[32][4096]: probability of a 1 (22 bits) and count by context, grade of its count, last four outcomes and bin. */
export const CALIBRATION: usize = 0x50000;
/** u16[4096]: of a count and the last outcomes, as a slot has them, where their bins are in the calibration of a context. */
export const STATES: usize = 0x30000;
/** f32 pairs [3][64][4]: how often an expert in this state was right at this decision, and a count. */
export const CONFIDENCE: usize = 0x34000;
export const HEAP: usize = 0xd0000;
