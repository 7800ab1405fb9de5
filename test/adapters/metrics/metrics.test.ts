import assert from 'node:assert/strict'
import { prometheusMetrics } from '../../../adapters/metrics/metrics.ts'

describe('The metrics', () => {
  it('count tokens, introspections, transitions and replays', async () => {
    const metrics = prometheusMetrics()
    metrics.tokenIssued('client_credentials')
    metrics.introspected('inactive')
    metrics.grantMoved('revoked')
    metrics.replayDetected('code')
    const { text } = await metrics.exposition()
    assert.match(text, /^samtykke_tokens_issued_total\{grant_type="client_credentials"\} 1$/m)
    assert.match(text, /^samtykke_introspections_total\{result="inactive"\} 1$/m)
    assert.match(text, /^samtykke_grant_transitions_total\{to="revoked"\} 1$/m)
    assert.match(text, /^samtykke_replay_detected_total\{kind="code"\} 1$/m)
    assert.match(text, /^nodejs_eventloop_lag_seconds /m)
  })

  it('measure requests by route, not by id', async () => {
    const metrics = prometheusMetrics()
    const request = { method: 'GET', status: 200, seconds: 0.01 }
    metrics.requestAnswered({ ...request, path: '/consents/01936f3e-8c1a-7d2b-9e4f-5a6b7c8d9e0f/withdraw' })
    const { text } = await metrics.exposition()
    assert.match(text, /http_route="\/consents\/:id\/withdraw",http_response_status_code="200"\} 1$/m)
  })

  it('stay bounded when somebody asks for everything', async () => {
    const metrics = prometheusMetrics()
    for (let n = 0; n < 1000; n++) {
      metrics.requestAnswered({ method: `M${n}`, path: `/p${n}`, status: n % 2 ? 200 : 404, seconds: 0 })
    }
    const { text } = await metrics.exposition()
    const routes = new Set([...text.matchAll(/http_route="([^"]+)"/g)].map(([, route]) => route))
    assert.ok(routes.size <= 102, `${routes.size} routes`)
    assert.ok(!text.includes('http_request_method="M1"'))
  })

  it('count what retention took away by purpose and kind, with a hundred purposes at most', async () => {
    const metrics = prometheusMetrics()
    for (let n = 0; n < 150; n++) metrics.retentionApplied(`p${n}`, 'text', 2)
    metrics.retentionApplied('p0', 'text', 3)
    const { text } = await metrics.exposition()
    assert.match(text, /^samtykke_retention_applied_total\{purpose="p0",kind="text"\} 5$/m)
    assert.match(text, /^samtykke_retention_applied_total\{purpose="other",kind="text"\} 100$/m)
    assert.ok(!text.includes('purpose="p100"'))
  })

  it('leave out a gauge that cannot be read', async () => {
    const metrics = prometheusMetrics({
      defaultPartitionRows: async () => Promise.reject(new Error('database is down')),
      poolWaiting: () => 3,
    })
    const { text } = await metrics.exposition()
    assert.match(text, /^samtykke_pool_waiting 3$/m)
    assert.doesNotMatch(text, /^samtykke_default_partition_rows /m)
  })
})
