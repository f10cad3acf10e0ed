-- Creates an agent with each request. Argument: the serial number to begin at.
local serial
local headers = {
  ["Authorization"] = "Basic " .. os.getenv("SECRET"),
  ["Content-Type"] = "application/x-www-form-urlencoded",
}

function init(args)
  serial = tonumber(args[1])
end

function request()
  serial = serial + 1
  local number = string.format("%010d", serial)
  local body = "name=lalalalili&identity_type=ktp&identity_number=12" .. number .. "0000&birth_date=04-06-1998"
    .. "&birth_place=jakarta&country_id=1&province_id=1&city_id=1&district_id=1&address=jakarta&gender=female"
    .. "&occupation=government_employee&phone_number=08" .. number
  return wrk.format("POST", "/big_sandbox_api/v2/agents", headers, body)
end
