// The records that differ between two folders of YAML files, by id, and in what:
//
//     node diff_yaml.mjs OLD NEW
//
// With js-yaml and jsondiffpatch; `peers.py` puts it beside the folder where these are installed.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as jsondiffpatch from "jsondiffpatch";
import yaml from "js-yaml";

function records(folder) {
  const found = {};
  for (const name of readdirSync(folder, { recursive: true }).sort()) {
    if (name.endsWith(".yaml")) {
      Object.assign(found, yaml.load(readFileSync(join(folder, name), "utf8")));
    }
  }
  return found;
}

const [before, after] = process.argv.slice(2).map(records);
console.log(JSON.stringify(jsondiffpatch.diff(before, after) ?? {}));
