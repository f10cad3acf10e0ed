import { didYouMean } from '../lib/nearest.js'
import { UsageError } from '../lib/usage-error.js'
import type { Probe } from './definitions.js'
import { namesUsed } from './placeholders.js'
import { rulesOfProbe } from './probes.js'

/**
 * The probes that were asked for, with those that make what they need.
 * @param words names of probes, ids of rules, or beginnings of ids; none means all probes
 * @throws {UsageError}
 */
export function chooseProbes(probes: readonly Probe[], words: readonly string[]): Probe[] {
  if (words.length === 0) return [...probes]
  const chosen = new Set<Probe>()
  const choose = (probe: Probe) => {
    if (chosen.has(probe)) return
    chosen.add(probe)
    const used = new Set(namesUsed(probe.calls))
    for (const other of probes) if (keptBy(other).some((name) => used.has(name))) choose(other)
  }
  for (const word of words) {
    const meant = probes.filter((probe) => isMeant(probe, word))
    if (meant.length === 0) {
      const known = probes.flatMap((probe) => [probe.name, ...rulesOfProbe(probe)])
      throw new UsageError(
        `No probe has the name "${word}" or proves such a rule; ${didYouMean(word, known)}flip-sandbox parity lists the probes.`,
      )
    }
    for (const probe of meant) choose(probe)
  }
  return probes.filter((probe) => chosen.has(probe))
}

function isMeant(probe: Probe, word: string): boolean {
  return (
    probe.name === word ||
    rulesOfProbe(probe).some((rule) => rule === word || rule.startsWith(`${word}.`))
  )
}

function keptBy({ calls }: Probe): string[] {
  return calls.flatMap(({ keep = {} }) => Object.keys(keep))
}
