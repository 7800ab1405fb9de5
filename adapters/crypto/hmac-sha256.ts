import { createHmac } from 'node:crypto'
import type { MessageCode } from '../../server/ports/message-code.ts'

export const hmacSha256: MessageCode = (key, text) =>
  createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64')
