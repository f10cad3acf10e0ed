#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { runCommand } from './commands/run-command.js'

// What survives a young collection is little, and V8's helpers want the processors that the loop and its clients need.
setFlagsFromString('--no-parallel-scavenge')
process.exitCode = await runCommand(process.argv.slice(2))
