/** An entry as it is written in a file; what is `undefined` is not said. */
export type Written = Readonly<Record<string, unknown>>

/** As JSON has it: without what is `undefined`. */
export const plain = (written: Written): Written => JSON.parse(JSON.stringify(written)) as Written
