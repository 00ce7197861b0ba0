"""Contract suites and stand-ins, for the tests of this project and of those who extend it. No part of the product."""
