import { inflateSync } from 'node:zlib'
import { PdfSyntaxError } from './pdf-syntax-error.ts'

/** Unpacks as long as what comes out stays within reason; one budget for all of a file. */
export interface InflateBudget {
  /** Throws `PdfSyntaxError` when the data is damaged or swells too much. */
  inflate(packed: Uint8Array): Uint8Array
}

const mebibyte = 1024 * 1024
const largestOne = 8 * mebibyte
const largestTogether = 24 * mebibyte
/** Deflate cannot swell a thousandfold on honest pages; what is small may. */
const largestRatio = 300
const smallEnough = 256 * 1024

export function inflateBudget(): InflateBudget {
  let left = largestTogether
  return {
    inflate(packed) {
      const most = Math.min(largestOne, left, Math.max(smallEnough, packed.length * largestRatio))
      const unpacked = inflateAtMost(packed, Math.max(most, 1))
      left -= unpacked.length
      return unpacked
    },
  }
}

function inflateAtMost(packed: Uint8Array, maxOutputLength: number): Uint8Array {
  try {
    return inflateSync(packed, { maxOutputLength })
  } catch (cause) {
    throw new PdfSyntaxError('A stream that cannot be unpacked within bounds', { cause })
  }
}
