import type { Job, Outcome } from './job.ts'
import { runJourneys } from './journeys.ts'
import { runRequests } from './requests.ts'

process.once('message', async (job: Job) => {
  const outcome: Outcome = job.kind === 'requests' ? await runRequests(job) : await runJourneys(job)
  process.send?.(outcome, () => process.exit(0))
})
