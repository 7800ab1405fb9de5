/** What came of asking elsewhere, in words that hold nothing of the question or the answer. */
export function outboundError(message: string, name: string): Error {
  const error = new Error(message)
  error.name = name
  return error
}
