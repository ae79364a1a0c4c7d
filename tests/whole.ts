/** Whether all of it is tried of what the slow tests try a fixed part: `npm run test:whole`. */
export const whole = process.env["MESOSCOPE_WHOLE"] === "1";
