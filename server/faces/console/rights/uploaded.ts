import { z } from 'zod'
import type { PostedFile } from '../../../http/pages/posted-form.ts'

/** Bytes of a form with its file. */
export const largestUpload = 4 * 1024 * 1024

/** The file of a form, if one was chosen. */
export const Uploaded = z
  .custom<PostedFile | ''>(value => value === '' || isFile(value))
  .transform(file => (file && file.name !== '' ? file : undefined))
  .optional()

const isFile = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array

/** A file's SHA-256, in hex. */
export const sha256Of = async ({ bytes }: PostedFile): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex')
