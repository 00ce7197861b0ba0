"""Typed values in a text, in Duckling's JSON and without a server: numbers, money, dates, addresses. Pure.

dimensions     the front door: a text read for several dimensions
reply          yes or no, or a number, in the answer to a question
found          what is found: a place and its meaning
sentence       a text in words, its numbers read once        numerals       numbers and ordinals
grammar        patterns as data                               measure        amounts with a unit
language       what a language is: tables                     english, german, french, italian, portuguese,
                                                              spanish; romance: what four of them share
time           dates and times: time_phrases (what was said), partial (what it leaves open), moments (when that is),
               grains (the calendar's steps)
number, amount_of_money, duration, quantity, measures, addresses, phone_number, credit_card_number, code
               a dimension each, or a few that are one table
"""
