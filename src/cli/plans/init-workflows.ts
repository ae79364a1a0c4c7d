import type { NewFile } from "../write-new.ts";
import type { CiSystem } from "./init-options.ts";

/** The workflow of a system, as docs/ci.md has it; OWNER and COMMIT are for people to fill in: nothing is fetched by its name alone. */
export const workflows: Readonly<Record<CiSystem, NewFile>> = {
  github: {
    path: ".github/workflows/mesoscope.yml",
    text: `on: pull_request
permissions:
  contents: read
jobs:
  mesoscope:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false
      - uses: OWNER/mesoscope@COMMIT # all 40 digits of a commit
`,
  },
  gitlab: {
    path: ".gitlab-ci.yml",
    text: `mesoscope:
  image: node:22
  before_script:
    - git clone https://github.com/OWNER/mesoscope /opt/mesoscope
    - cd /opt/mesoscope && git checkout --detach COMMIT
    - npm ci --ignore-scripts --registry=https://registry.npmjs.org/ --userconfig=/dev/null
    - node scripts/build.mjs --no-types
    - cd "$CI_PROJECT_DIR"
  script:
    - node /opt/mesoscope/bin/mesoscope.js check -f junit -o mesoscope.xml
  artifacts:
    when: always
    reports:
      junit: mesoscope.xml
`,
  },
  "pre-commit": {
    path: ".pre-commit-config.yaml",
    text: `repos:
  - repo: https://github.com/OWNER/mesoscope
    rev: COMMIT
    hooks:
      - id: mesoscope-check
`,
  },
};
