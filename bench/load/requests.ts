import { performance } from 'node:perf_hooks'
import autocannon from 'autocannon'
import type { Outcome, RequestsJob } from './job.ts'
import { summary } from './summary.ts'

/** As many requests as the connections manage in the time. An unexpected answer is an error, not a result. */
export async function runRequests(job: RequestsJob): Promise<Outcome> {
  const { url, method, headers, connections, seconds } = job
  const latencies: number[] = []
  const requests = job.bodies.length > 0 ? job.bodies.map(body => ({ method, body })) : [{ method }]
  const start = performance.now()
  const options: autocannon.Options = {
    url,
    method,
    headers: { ...headers },
    requests,
    connections,
    duration: seconds,
    timeout: 10,
    verifyBody: body => String(body).includes(job.expect),
  }
  const { errors, timeouts, mismatches } = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)))
    running.on('response', (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds))
  })
  return summary(latencies, errors + timeouts + mismatches, performance.now() - start)
}
