import { type DestinationStream, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino'
import { redact } from './redact.ts'
import { redactText } from './redact-text.ts'
import { standardError } from './standard-error.ts'

/** Every field belongs to its line: a child's bindings would pass by the masking. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'flush'>

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'

const same = (value: unknown): unknown => value

const maskArgument = (argument: unknown): unknown =>
  typeof argument === 'string' ? redactText(argument) : argument

const options: LoggerOptions = {
  base: { service: 'samtykke' },
  messageKey: 'message',
  errorKey: 'error',
  timestamp: stdTimeFunctions.isoTime,
  // pino's own serializer would run after the masking and put the bare error back
  serializers: { err: same, error: same },
  formatters: {
    level: label => ({ level: label }),
    log: fields => redact(fields) as Record<string, unknown>,
  },
  hooks: {
    logMethod(args, method) {
      const [first, ...rest] = args as unknown[]
      const masked =
        first instanceof Error && rest.length === 0
          ? [{ error: first }, redactText(first.message)]
          : args.map(maskArgument)
      method.apply(this, masked as typeof args)
    },
  },
}

/**
 * A log of one JSON object per line on standard error (or the stream given). Every text in every field is masked by its
 * shape: tokens, credentials, national identity numbers. Line breaks and control characters inside a text are escaped.
 */
export const createLogger = (level: LogLevel, stream: DestinationStream = standardError()): Log =>
  pino({ level, ...options }, stream)
