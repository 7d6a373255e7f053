#!/usr/bin/env node
import '../dist/cjs/main.js'
