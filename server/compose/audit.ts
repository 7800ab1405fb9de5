import { systemClock } from '../../adapters/clock/system-clock.ts'
import { randomSecret } from '../../adapters/ids/random-secret.ts'
import { type AuditTrail, openAuditTrail, type Surroundings } from '../../adapters/log/audit/audit-trail.ts'
import { fileSink } from '../../adapters/log/audit/file-sink.ts'
import type { AuditSink, OnTrouble } from '../../adapters/log/audit/sink.ts'
import { streamSink } from '../../adapters/log/audit/stream-sink.ts'
import { syslogSink } from '../../adapters/log/audit/syslog-sink.ts'
import type { Log } from '../../adapters/log/logger.ts'
import type { AuditPlace } from '../config/audit-place.ts'
import type { Config } from '../config/config.ts'
import { requestAround } from '../http/surroundings.ts'

interface Parts {
  readonly config: Pick<Config, 'audit'>
  readonly surroundings: () => Surroundings | undefined
  readonly onTrouble: OnTrouble
  /** What stands for standard output. */
  readonly output: 1 | 2
}

/** Opens the trail where the configuration leads it. Throws when nothing can be written there. */
async function openTrail({ config, surroundings, onTrouble, output }: Parts): Promise<AuditTrail> {
  const openSink = (trouble: OnTrouble) => sinkOf(config.audit, { output, trouble })
  try {
    return await openAuditTrail({
      stream: randomSecret(12),
      clock: systemClock,
      openSink,
      surroundings,
      onTrouble,
    })
  } catch (error) {
    throw new Error(`The audit trail cannot be written: ${(error as Error).message}`, { cause: error })
  }
}

interface Streams {
  readonly output: 1 | 2
  readonly trouble: OnTrouble
}

function sinkOf(place: AuditPlace, { output, trouble }: Streams): AuditSink {
  if (place === 'stdout') return streamSink(output, trouble)
  return 'file' in place ? fileSink(place.file, trouble) : syslogSink(place, trouble)
}

export interface ServerTrail extends AuditTrail {
  /** Puts it on record that the server is ready, and at its end that it ended. */
  started(environment: Config['environment']): Promise<void>
}

/** The trail of a server. That it cannot be written is an error of the log. */
export async function openServerTrail(config: Config, log: Log): Promise<ServerTrail> {
  const onTrouble = (error: unknown) => {
    if (error === undefined) log.warn({}, 'the audit trail is written again')
    else log.error({ err: error }, 'the audit trail cannot be written')
  }
  const trail = await openTrail({ config, surroundings: requestAround, onTrouble, output: 1 })
  let isStarted = false
  return {
    ...trail,
    async started(environment) {
      isStarted = true
      trail.record({ what: 'server.started', environment })
      await trail.written()
    },
    async close() {
      if (isStarted) trail.record({ what: 'server.stopped' })
      await trail.close()
    },
  }
}

/** The trail of one command, whose standard output is its answer's. */
export const openCommandTrail = (
  config: Pick<Config, 'audit'>,
  operator: Pick<Surroundings, 'actor' | 'reason'>,
  onTrouble: OnTrouble,
): Promise<AuditTrail> => openTrail({ config, surroundings: () => operator, onTrouble, output: 2 })
