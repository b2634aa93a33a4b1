#!/bin/sh
# The command structure: text, JSON, bases, limits, and the column of tables.
. "$(dirname "$0")/support.sh"
