// Supervises two workers that cannot start.
import cluster from 'node:cluster'
import { readConfig } from '../../../../server/operator/config.ts'
import { supervise, tellFault } from '../../../../server/supervise.ts'

if (cluster.isPrimary) supervise(readConfig({ WORKERS: '2' }), import.meta.filename)
else tellFault('port 3000 is taken')
