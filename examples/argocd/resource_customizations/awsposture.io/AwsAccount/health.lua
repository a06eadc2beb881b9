-- Ready says whether the account is worked on as it stands, and never whether it complies: an account that fails a control is
-- Healthy, and the message says what it fails.
local hs = { status = "Progressing", message = "waits for the operator" }
if obj.metadata.deletionTimestamp ~= nil then
  hs.message = "is being deleted"
  return hs
end
if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return hs
end
local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end
local ready = conditions["Ready"]
if ready == nil then
  return hs
end
hs.message = ready.message
if obj.spec.suspend and ready.reason == "Suspended" then
  hs.status = "Suspended"
  return hs
end
if conditions["Stalled"] ~= nil and conditions["Stalled"].status == "True" then
  hs.status = "Degraded"
elseif ready.status == "True" then
  hs.status = "Healthy"
  local compliant = conditions["Compliant"]
  if compliant ~= nil and compliant.status ~= "True" then
    hs.message = hs.message .. "; not compliant: " .. compliant.message
  end
end
return hs
