import { parseArgs } from 'node:util'
import { measureAll } from './measure-all.ts'
import { report } from './report.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '32' },
    only: { type: 'string', default: '' },
  },
})

const load = { seconds: Number(values.seconds), connections: Number(values.connections) }
console.log(report(await measureAll(load, values.only.split(',').filter(Boolean)), load))
