-- Each request differs a little in what it accepts, so that no two are answered as one.
local asked = 0
request = function()
   asked = asked % 999 + 1
   return wrk.format(nil, nil, { Accept = string.format("*/*;q=0.%03d", asked) })
end
