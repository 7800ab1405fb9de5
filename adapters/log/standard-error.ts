import { type DestinationStream, destination } from 'pino'

/** Characters that wait for a reader who is slow, or for room on a disk. What is more is lost. */
const mostWaiting = 8 * 1024 * 1024

/**
 * Where the log goes. Nobody waits for it: what cannot be written is tried again with the next line, and a process ends
 * although its disk is full.
 */
export function standardError(): DestinationStream {
  const stream = destination({ dest: 2, sync: false, maxLength: mostWaiting })
  let isFailing = false
  stream.on('error', () => {
    isFailing = true
  })
  stream.on('write', () => {
    isFailing = false
  })
  // @NOTE The stream would try for ever, and nothing else is done meanwhile.
  const flush = stream.flushSync.bind(stream)
  stream.flushSync = () => {
    if (!isFailing) flush()
  }
  return stream
}
