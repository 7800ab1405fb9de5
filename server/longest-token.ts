/** No JWT of any face lives longer, in seconds: a retiring key stays published that long. */
export const longestTokenSeconds = 3600
