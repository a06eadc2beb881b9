#!/bin/sh
# cfn-lint, pinned in cfn-lint/requirements.txt, in a virtual environment outside the source tree. It knows the schemas
# of CloudFormation and every IAM action there is.
# usage: tools/cfn-lint.sh install        installs it where needed and prints its path
#        tools/cfn-lint.sh TEMPLATE...    looks through templates
set -eu
# shellcheck source=tools/paths.sh
. "$(dirname "$0")/paths.sh"
# shellcheck source=tools/venv.sh
. "$(dirname "$0")/venv.sh"

[ $# -gt 0 ] || die "usage: tools/cfn-lint.sh install | TEMPLATE..."
install_venv cfn-lint cfnlint cfn-lint
linter=$(venv_of cfn-lint)/bin/python
if [ "$1" = install ]; then
  echo "$linter"
else
  exec "$linter" -c "import sys; from cfnlint.runner import main; sys.exit(main())" "$@"
fi
