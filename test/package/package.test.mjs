// One process for all, because they share one installed package.
import './contents.mjs'
import './types.mjs'
import './use.mjs'
import './action.mjs'
import './kubernetes.mjs'
import './release.mjs'
