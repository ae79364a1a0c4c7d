/** Why estimators that live on coincidences give nothing. */
export const noCoincidence = "no symbol occurs twice: nothing but the prior would speak";
