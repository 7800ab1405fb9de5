import { parseArgs } from 'node:util'
import { reportApis } from './apis/report-apis.ts'
import { reportAskers } from './askers/report-askers.ts'
import { reportConsents } from './consents/report-consents.ts'
import { reportDesk } from './desk/report-desk.ts'
import { reportDocuments } from './documents/report-documents.ts'
import { reportEverything } from './everything/report-everything.ts'
import { reportLedger } from './ledger/report-ledger.ts'
import { measureAll } from './measure-all.ts'
import { report } from './report.ts'
import { reportStatuses } from './statuses/report-statuses.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '32' },
    only: { type: 'string', default: '' },
  },
})

const load = { seconds: Number(values.seconds), connections: Number(values.connections) }
const only = values.only.split(',').filter(Boolean)

const apart = ['apis', 'askers', 'documents', 'consents', 'desk', 'everything', 'ledger', 'statuses']
if (only.length === 0 || only.some(one => !apart.includes(one)))
  console.log(report(await measureAll(load, only), load))
if (only.length === 0 || only.includes('consents')) console.log(`\n${await reportConsents()}`)
if (only.length === 0 || only.includes('desk')) console.log(`\n${await reportDesk()}`)
if (only.length === 0 || only.includes('everything')) console.log(`\n${await reportEverything()}`)
if (only.length === 0 || only.includes('ledger')) console.log(`\n${await reportLedger()}`)
if (only.length === 0 || only.includes('statuses')) console.log(`\n${await reportStatuses()}`)
if (only.length === 0 || only.includes('apis')) console.log(`\n${await reportApis()}`)
if (only.length === 0 || only.includes('askers')) console.log(`\n${await reportAskers()}`)
if (only.length === 0 || only.includes('documents')) console.log(`\n${await reportDocuments(load)}`)
